/*
 * Every figure of the reports, reckoned from the rows of the tables `issue` and `issue_event` by the words of
 * docs/metrics.md, in plain JavaScript. It knows nothing of the product's code and does not look at the facts that the
 * product keeps for its own reports.
 */

const DAY = 86_400_000;
const OFFICE = 8 * 3_600_000;
const midnight = (date) => Date.parse(`${date}T00:00:00+08:00`);
const ENDED = ['closed', 'refused', 'withdrawn', 'merged'];
const isOpen = (status) => !ENDED.includes(status);

const isExcluded = (i) =>
  i.status === 'refused' || i.status === 'merged' || (i.status === 'withdrawn' && i.accepted_at === null);
const inTime = (i, limit) => i.done_claimed_at !== null && limit !== null && i.done_claimed_at <= limit;
const satisfied = (i) => i.stars >= 3;
const share = (all, part) => [all.filter(part).length, all.length];

/** Numerators and denominators, counts, and handling times in tenths of a working day. */
export function figuresOf(issues, { from, to, now }) {
  const [start, end] = [midnight(from), midnight(to)];
  const within = (at) => at !== null && at >= start && at < end;
  const submitted = issues.filter((i) => within(i.submitted_at));
  const received = submitted.filter((i) => !isExcluded(i));
  const open = received.filter((i) => isOpen(i.status));
  const assigned = received.filter((i) => i.assigned_at !== null || i.first_contact_at !== null || i.return_count > 0);
  const due = issues.filter((i) => !isExcluded(i) && within(i.due_at) && i.due_at < now);
  const originallyDue = issues.filter((i) => !isExcluded(i) && within(i.original_due_at) && i.original_due_at < now);
  const tenths = received.filter((i) => i.done_claimed_at !== null).map((i) => i.handling_tenths);
  return {
    received: received.length,
    refused: submitted.filter((i) => i.status === 'refused').length,
    withdrawn: submitted.filter((i) => i.status === 'withdrawn' && i.accepted_at === null).length,
    merged: submitted.filter((i) => i.status === 'merged').length,
    open: open.length,
    unrouted: open.filter((i) => i.assignee_id === null).length,
    completion: share(received, (i) => i.status === 'closed'),
    solved: share(
      received,
      (i) =>
        i.status === 'closed' &&
        i.resolution === 'solved' &&
        ['enterprise', 'call_back'].includes(i.confirmation) &&
        Boolean(i.rating_solved),
    ),
    onTime: share(due, (i) => inTime(i, i.due_at)),
    onTimeOriginal: share(originallyDue, (i) => inTime(i, i.original_due_at)),
    overdue: share(
      open,
      (i) => i.status !== 'long_term' && i.due_at !== null && i.due_at < now && !inTime(i, i.due_at),
    ),
    response: share(
      assigned,
      (i) => i.first_contact_at !== null && i.contact_due_at !== null && i.first_contact_at <= i.contact_due_at,
    ),
    ...ratingsOf(received),
    returned: share(assigned, (i) => i.return_count > 0),
    reworked: share(received, (i) => i.rework_count > 0),
    reopened: share(received, (i) => i.reopen_count > 0),
    escalated: share(received, (i) => i.escalation_count > 0),
    extended: share(received, (i) => i.extension_count > 0),
    falseClosure: share(
      received.filter((i) => i.spot_check_count > 0),
      (i) => i.spot_check_failed_count > 0,
    ),
    handling: timesOf(tenths),
  };
}

function ratingsOf(received) {
  const rated = received.filter((i) => i.stars !== null);
  return {
    satisfaction: share(rated, satisfied),
    satisfactionOwn: share(
      rated.filter((i) => i.rated_from === 'enterprise'),
      satisfied,
    ),
    satisfactionCallBack: share(
      rated.filter((i) => i.rated_from === 'call_back'),
      satisfied,
    ),
    ratingCoverage: share(
      received.filter((i) => i.verified_at !== null || i.stars !== null),
      (i) => i.stars !== null,
    ),
  };
}

function timesOf(tenths) {
  if (tenths.length === 0) return { count: 0, mean: null, median: null, p90: null };
  const sorted = [...tenths].sort((one, other) => one - other);
  const nearestRank = (percent) => sorted[Math.ceil((percent * sorted.length) / 100) - 1] / 10;
  const sum = sorted.reduce((total, each) => total + each, 0);
  return {
    count: sorted.length,
    mean: Math.round(sum / sorted.length) / 10,
    median: nearestRank(50),
    p90: nearestRank(90),
  };
}

/** Open issues by age in days of the calendar, both ends inclusive. */
export function agesOf(issues, now) {
  const dayOf = (at) => Math.floor((at + OFFICE) / DAY);
  const ages = issues.filter((i) => isOpen(i.status)).map((i) => dayOf(now) - dayOf(i.submitted_at));
  const bands = [0, 4, 8, 16, 31, 61, 91].map((least, index, all) => [least, (all[index + 1] ?? Infinity) - 1]);
  return bands.map(([least, most]) => ages.filter((age) => age >= least && age <= most).length);
}

/** What a period did to the open issues, from the status after each event. */
export function flowOf(events, { from, to, now }) {
  const [start, end] = [midnight(from), Math.min(midnight(to) - 1, now)];
  const lives = new Map();
  for (const event of events.filter(({ at }) => at <= end).sort((one, other) => one.sequence - other.sequence))
    lives.set(event.issue_id, [...(lives.get(event.issue_id) ?? []), event]);
  const flow = {
    openAtStart: 0,
    submitted: 0,
    reopened: 0,
    closed: 0,
    refused: 0,
    withdrawn: 0,
    merged: 0,
    openAtEnd: 0,
  };
  for (const life of lives.values()) {
    const before = life.filter(({ at }) => at < start).at(-1);
    const wasOpen = before !== undefined && isOpen(before.to_status);
    const everOpen = life.some(({ at, to_status: status }) => at >= start && isOpen(status));
    const last = life.at(-1).to_status;
    if (wasOpen) flow.openAtStart += 1;
    if (!wasOpen && everOpen) flow[before === undefined ? 'submitted' : 'reopened'] += 1;
    if (isOpen(last)) flow.openAtEnd += 1;
    else if (wasOpen || everOpen) flow[last] += 1;
  }
  return flow;
}
