import sqlite3 from 'sqlite3';

const WEEK_MS = 7 * 24 * 3600 * 1000;

const COPIED = [
  { table: 'issue', ids: ['id', 'merged_into_id'], numbered: true },
  { table: 'issue_event', ids: ['id', 'issue_id'] },
  { table: 'issue_clock_fact', ids: ['issue_id'] },
  { table: 'issue_request', ids: ['id', 'issue_id'] },
  { table: 'issue_co_handler', ids: ['issue_id'] },
];

/**
 * Multiplies the demo's issues, with their whole history, until there are `wanted`; loads are counted anew. Every copy
 * lies some whole weeks earlier or later, and goes to the cadres who come next in their regions, so that months, cadres
 * and departments fill up as they would.
 */
export async function fill(file, wanted) {
  const database = new sqlite3.Database(file);
  const all = (sql, ...values) =>
    new Promise((ok, no) => database.all(sql, values, (error, rows) => (error ? no(error) : ok(rows))));
  await all('PRAGMA synchronous = OFF');
  await all('PRAGMA journal_mode = OFF');
  await all('PRAGMA cache_size = -1000000');
  const [{ n: present }] = await all('SELECT COUNT(*) AS n FROM issue');
  await all('BEGIN');
  await all(`CREATE TEMP TABLE in_turn AS SELECT id, region_code, department_id,
    ROW_NUMBER() OVER (PARTITION BY region_code ORDER BY id) - 1 AS place, COUNT(*) OVER (PARTITION BY region_code) AS size
    FROM cadre`);
  await all('CREATE TEMP TABLE next_cadre (id TEXT PRIMARY KEY, cadre_id TEXT, department_id TEXT)');
  const kept = await keptUpToDate(all);
  for (const { type, name } of kept) await all(`DROP ${type} ${name}`);
  const parts = [];
  for (const part of COPIED) parts.push(await prepared(all, part));
  for (let copy = 1, made = present; made < wanted; copy++, made += present) {
    await all('DELETE FROM next_cadre');
    await all(
      `INSERT INTO next_cadre SELECT a.id, b.id, b.department_id FROM in_turn a
       JOIN in_turn b ON b.region_code = a.region_code AND b.place = (a.place + ?) % a.size`,
      copy,
    );
    for (const { insert } of parts) await all(insert(copy), Math.min(present, wanted - made));
  }
  for (const { sql } of kept) await all(sql);
  await all(`INSERT INTO unfolded_issue SELECT id, 0 FROM issue WHERE 1 = 1
    ON CONFLICT (issue_id) DO UPDATE SET folded_sequence = 0`);
  await all('DELETE FROM figure_cell');
  await all(`UPDATE cadre_load SET open_count = (SELECT COUNT(*) FROM issue i WHERE i.assignee_id = cadre_load.cadre_id
    AND i.status NOT IN ('closed', 'refused', 'withdrawn', 'merged'))`);
  await all('COMMIT');
  await all('ANALYZE');
  await all('PRAGMA journal_mode = WAL');
  await new Promise((ok) => database.close(ok));
}

/** Indexes but those of primary keys, and what enters issues as unfolded: row by row it would take longer than at the end. */
const keptUpToDate = (all) =>
  all(`SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND tbl_name IN (${COPIED.map(({ table }) => `'${table}'`).join(', ')})
    AND (type = 'index' OR name = 'issue_event_unfolded')`);

async function prepared(all, { table, ids, numbered = false }) {
  const columns = (await all(`SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name);
  const owner = table === 'issue' ? 'id' : 'issue_id';
  await all(
    `CREATE TEMP TABLE first_${table} AS SELECT t.*, o.place AS nth FROM ${table} t
     JOIN (SELECT id, ROW_NUMBER() OVER (ORDER BY number) AS place FROM issue) o ON o.id = t.${owner}`,
  );
  const isLed = columns.includes('assignee_id');
  const from = isLed ? `first_${table} t LEFT JOIN next_cadre n ON n.id = t.assignee_id` : `first_${table} t`;
  const valueOf = (column, { prefix, copy, shift }) => {
    if (ids.includes(column)) return `'${prefix}' || substr(t.${column}, 9)`;
    if (numbered && column === 'number') return `t.number || '-${copy}'`;
    if (isLed && column === 'assignee_id') return 'n.cadre_id';
    if (isLed && column === 'department_id') return 'COALESCE(n.department_id, t.department_id)';
    return isInstant(column) ? `t.${column} + ${shift}` : `t.${column}`;
  };
  const insert = (copy) => {
    const made = { copy, prefix: copy.toString(16).padStart(8, '0'), shift: ((copy % 9) - 4) * WEEK_MS };
    const values = columns.map((column) => valueOf(column, made)).join(', ');
    return `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values} FROM ${from}
      WHERE t.nth <= ?`;
  };
  return { insert };
}

const isInstant = (column) => /(^|_)(at|until)$|^decide_by$/.test(column);
