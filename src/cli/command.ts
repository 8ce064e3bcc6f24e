/**
 * One operator's command. Each lives in its own file of this folder and is listed in `main.ts`, which loads
 * only the file that is asked for (so `understand` does not pay for mongoose).
 */
export interface Command {
  /** How it is called, for the usage text: `org check [--file org.yaml]`. */
  readonly usage: string;
  /** One English line for the usage text. */
  readonly summary: string;
  /**
   * Runs the command.
   * @param args what follows the command's name on the command line
   * @returns the process exit code: 0 done, 1 it failed, 2 it was called wrongly
   */
  run(args: readonly string[], io: CommandIo): Promise<number>;
}

/** What a command may touch of the process; tests pass their own. */
export interface CommandIo {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}
