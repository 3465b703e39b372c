import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import type { Instant } from '../../kernel/clock.js';
import type { RetentionDue } from '../../kernel/retention-due.js';
import { first, isOneOf, Reader, type SqlSession, type Tx } from '../../platform/persistence/index.js';
import { OPEN } from '../issues/index.js';
import type { Colour } from './domain/notice-rules.js';

/** A colour that an issue has now, and since when. */
export interface BegunColour {
  readonly issueId: string;
  readonly colour: Colour;
  readonly begunAt: Instant;
}

/** The present colour of every issue that has one: after a long downtime nobody is told of those it went through. */
const present = (now: Instant): Sql => sql`
  SELECT id AS issue_id, 'red' AS colour, red_at AS begun_at FROM issue WHERE red_at <= ${now}
  UNION ALL
  SELECT id, 'orange', orange_at FROM issue WHERE orange_at <= ${now} AND (red_at IS NULL OR red_at > ${now})
  UNION ALL
  SELECT id, 'yellow', yellow_at FROM issue WHERE yellow_at <= ${now}
    AND (orange_at IS NULL OR orange_at > ${now}) AND (red_at IS NULL OR red_at > ${now})`;

@Injectable()
export class ColoursStore {
  constructor(private readonly reader: Reader) {}

  /** Those that have not been told, in the order in which they began, without so many that are to be passed over. */
  untold(now: Instant, most: number, passedOver: number): Promise<BegunColour[]> {
    return this.reader.all<BegunColour>(
      sql`SELECT p.issue_id, p.colour, p.begun_at FROM (${present(now)}) p
          WHERE NOT EXISTS (SELECT 1 FROM noticed_colour n
            WHERE n.issue_id = p.issue_id AND n.colour = p.colour AND n.begun_at = p.begun_at)
          ORDER BY p.begun_at, p.issue_id LIMIT ${most} OFFSET ${passedOver}`,
    );
  }

  async isPresent(session: SqlSession, { issueId, colour, begunAt }: BegunColour, now: Instant): Promise<boolean> {
    const row = await first<BegunColour>(
      session,
      sql`SELECT p.* FROM (${present(now)}) p WHERE p.issue_id = ${issueId}`,
    );
    return row?.colour === colour && row.begunAt === begunAt;
  }

  /** @returns whether nobody has noted it before */
  async note(tx: Tx, { issueId, colour, begunAt }: BegunColour, now: Instant): Promise<boolean> {
    const noted = await tx.run(
      sql`INSERT INTO noticed_colour (issue_id, colour, begun_at, noticed_at)
          VALUES (${issueId}, ${colour}, ${begunAt}, ${now}) ON CONFLICT DO NOTHING`,
    );
    return noted > 0;
  }

  /** Those of issues that ended before then. An issue that is reopened has colours of its own again, which begin later. */
  dropEnded(tx: Tx, { endedBefore, most }: RetentionDue): Promise<number> {
    return tx.run(
      sql`DELETE FROM noticed_colour WHERE issue_id IN
          (SELECT DISTINCT n.issue_id FROM noticed_colour n WHERE ${isOfEnded(endedBefore)} LIMIT ${most})`,
    );
  }

  async countEnded(tx: Tx, { endedBefore }: RetentionDue): Promise<number> {
    const row = await first<{ n: number }>(
      tx,
      sql`SELECT COUNT(*) AS n FROM noticed_colour n WHERE ${isOfEnded(endedBefore)}`,
    );
    return row!.n;
  }
}

const isOfEnded = (before: Instant): Sql => sql`EXISTS (SELECT 1 FROM issue i
  WHERE i.id = n.issue_id AND NOT ${isOneOf(sql`i.status`, OPEN)} AND COALESCE(i.closed_at, i.updated_at) < ${before})`;
