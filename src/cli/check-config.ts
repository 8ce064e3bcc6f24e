import { readConfig, requestUrl } from '../config.js';
import { CodedError } from '../errors.js';
import type { Command } from './command.js';

export const command: Command = {
  usage: 'check-config',
  summary: 'Reads the settings as `npm start` would and says what is wrong.',
  run(_args, io) {
    try {
      const config = readConfig(io.env);
      io.stdout.write(
        `settings are usable: transport ${config.transport}, store ${config.mongodbUri === undefined ? `built-in in ${config.dataDir}` : 'MongoDB'}, organisation file ${config.orgFile}\n`,
      );
      if (config.transport === 'webhook')
        io.stdout.write(
          `request URL for 事件配置 and 回调配置: ${requestUrl(config) ?? 'https://<your host>/feishu/webhook (set PUBLIC_URL to see it in full)'}\n`,
        );
      io.stdout.write(
        'optional: a calendar event for each meeting needs the scopes calendar:calendar:read and calendar:calendar.event:create, :update, :delete; without them the bot reminds by card\n',
      );
      return Promise.resolve(0);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      io.stderr.write(`${error.message}\n`);
      return Promise.resolve(1);
    }
  },
};
