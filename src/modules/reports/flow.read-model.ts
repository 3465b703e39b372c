import { Injectable } from '@nestjs/common';
import type { SqlSession } from '../../platform/persistence/index.js';
import { flowMovesSql, type FlowMoves, type FlowPlan, openAtEndSql } from '../issues/index.js';

@Injectable()
export class FlowReadModel {
  /** What moved, by group and span, in no order. */
  moves(session: SqlSession, plan: FlowPlan): Promise<FlowMoves[]> {
    return session.all<FlowMoves>(flowMovesSql(plan));
  }

  /** How many are open at the end, by group. */
  openAtEnd(session: SqlSession, plan: FlowPlan): Promise<{ readonly value: string | null; readonly open: number }[]> {
    return session.all(openAtEndSql(plan));
  }
}
