import { Injectable } from '@nestjs/common';
import sql, { join, raw } from 'sql-template-tag';
import { isOneOf, snakeName, type SqlSession } from '../../platform/persistence/index.js';
import { ENDED, warningSql } from '../issues/index.js';
import { NO_CLOCKS } from './domain/clock-facts.js';
import type { ClockedIssue } from './domain/clocked-issue.js';
import type { Warning } from './domain/warning.js';

/** An open issue with all that its clocks are reckoned from and to. */
export interface KeptClocks extends ClockedIssue {
  readonly id: string;
  /** What SQL makes of the stored instants. */
  readonly colour: Warning;
}

const REST = [
  ...['id', 'status', 'submittedAt', 'acceptedAt', 'firstContactAt', 'secondReturnAt', 'secondReworkAt'],
  ...['requestDueAt', 'opinionDueAt', 'answerDueAt'],
];
const DERIVED = ['extendUntil', 'yellowAt', 'orangeAt', 'redAt', 'handlingTenths'];

@Injectable()
export class ClockVerificationReadModel {
  openIssues(session: SqlSession, now: number): Promise<KeptClocks[]> {
    const columns = [...REST, ...DERIVED, ...Object.keys(NO_CLOCKS)].map((name) => raw(`i.${snakeName(name)}`));
    return session.all<KeptClocks>(
      sql`SELECT ${join(columns)}, CASE WHEN ${warningSql('red', now)} THEN 'red' WHEN ${warningSql('orange', now)} THEN 'orange'
            WHEN ${warningSql('yellow', now)} THEN 'yellow' ELSE 'none' END AS colour
          FROM issue i WHERE NOT ${isOneOf(sql`i.status`, ENDED)} ORDER BY i.id`,
    );
  }
}
