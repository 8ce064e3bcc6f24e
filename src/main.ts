import { readConfig } from './config.js';
import { CodedError } from './errors.js';
import { createLog } from './log.js';
import { runService } from './service.js';
import { StoreUnavailable } from './store/collection.js';

try {
  const config = readConfig(process.env);
  await runService(config, createLog(config.logLevel));
} catch (error) {
  // What the person at the console can mend is said in plain words, without a stack.
  const known = error instanceof CodedError || error instanceof StoreUnavailable;
  process.stderr.write(
    known
      ? `${error.message}\n`
      : `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
}
