import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { ProblemException } from '../http/problem-exception.js';

/** Argon2id, 64 MiB, three passes: about 0.1 s of one core. 2 is the library's number for Argon2id. */
const cost = { algorithm: 2, memoryCost: 65_536, timeCost: 3, parallelism: 1 } as const;

/** Hash of a password that nobody knows; checking against it takes as long as against any other. */
const stranger =
  '$argon2id$v=19$m=65536,t=3,p=1$roTJ3DvLqQHrQBZ4+IDbDg$MfaL9msyrwRVEM5Tbj7wMf2XpumsXvdshRLWgs+/c9g';

const atOnce = 2;
const longestQueue = 40;

/** Hashes and checks passwords, two at a time so that logins never take the memory and cores of everything else. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, cost));
  }

  /** For an unknown person pass `undefined`: it takes as long as a wrong password and is false. */
  async isRight(passwordHash: string | undefined, password: string): Promise<boolean> {
    const against = passwordHash ?? stranger;
    const isRight = await this.inTurn(() => matches(against, password));
    return isRight && passwordHash !== undefined;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= longestQueue) {
      throw new ProblemException({
        code: 'overloaded',
        detail: 'Too many people are logging in. Try again shortly.',
        retryAfterSeconds: 2 + Math.floor(Math.random() * 4),
      });
    }
    if (this.running >= atOnce) await new Promise<void>((resume) => this.waiting.push(resume));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      // The place is handed on, so that nobody slips in between.
      if (next) next();
      else this.running -= 1;
    }
  }
}

/** A stored value that is no Argon2 hash (a person without a password) matches nothing. */
const matches = (passwordHash: string, password: string): Promise<boolean> =>
  passwordHash.startsWith('$argon2id$') ? verify(passwordHash, password) : Promise.resolve(false);
