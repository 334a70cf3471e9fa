// What a journey plays on: a service, a mail server, PCs. Opened before the first test, closed after the last one, the
// last opened first, also when the opening itself went wrong half-way.

import { after, before } from 'node:test';
import { type MailServer, openMailServer } from '../world/mail-server.ts';
import { Pc } from './browser.ts';
import { openService, type Service } from './service.ts';

export interface Stage {
  /** As {@link openService}. */
  service(...how: Parameters<typeof openService>): Promise<Service>;
  mails(): Promise<MailServer>;
  pc(service: Service): Promise<Pc>;
  /** Has something else closed with the rest. */
  closing(close: () => unknown): void;
}

/** Sets the stage for the tests described around it, which may open more on it. */
export function onStage(open: (stage: Stage) => Promise<void>): Stage {
  const closings: (() => unknown)[] = [];
  const closing = (close: () => unknown) => void closings.push(close);
  const stage: Stage = {
    service: async (...how) => {
      const service = await openService(...how);
      closing(() => service.close());
      return service;
    },
    mails: async () => {
      const mails = await openMailServer();
      closing(() => mails.close());
      return mails;
    },
    pc: async (service) => {
      const pc = await Pc.create(service);
      closing(() => pc.dispose());
      return pc;
    },
    closing,
  };
  before(() => open(stage));
  after(async () => {
    for (let close = closings.pop(); close !== undefined; close = closings.pop()) await close();
  });
  return stage;
}
