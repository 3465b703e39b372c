import sqlite3 from 'sqlite3';

const COPIED = [
  { table: 'issue', ids: ['id', 'merged_into_id'], numbered: true },
  { table: 'issue_event', ids: ['id', 'issue_id'] },
  { table: 'issue_request', ids: ['id', 'issue_id'] },
  { table: 'issue_co_handler', ids: ['issue_id'] },
];

/** Multiplies the demo's issues, with their whole history, until there are `wanted`; loads are counted anew. */
export async function fill(file, wanted) {
  const database = new sqlite3.Database(file);
  const all = (sql, ...values) =>
    new Promise((ok, no) => database.all(sql, values, (error, rows) => (error ? no(error) : ok(rows))));
  await all('PRAGMA synchronous = OFF');
  const [{ n: present }] = await all('SELECT COUNT(*) AS n FROM issue');
  await all('BEGIN');
  await all('CREATE TEMP TABLE original AS SELECT id, ROW_NUMBER() OVER (ORDER BY number) AS place FROM issue');
  for (let copy = 1, made = present; made < wanted; copy++, made += present) {
    for (const part of COPIED) await copyOnce(all, part, copy, Math.min(present, wanted - made));
  }
  await all(`UPDATE cadre_load SET open_count = (SELECT COUNT(*) FROM issue i WHERE i.assignee_id = cadre_load.cadre_id
    AND i.status NOT IN ('closed', 'refused', 'withdrawn', 'merged'))`);
  await all('COMMIT');
  await all('ANALYZE');
  await all('PRAGMA wal_checkpoint(TRUNCATE)');
  await new Promise((ok) => database.close(ok));
}

async function copyOnce(all, { table, ids, numbered = false }, copy, most) {
  const columns = (await all(`SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name);
  const prefix = copy.toString(16).padStart(8, '0');
  const values = columns.map((column) => {
    if (ids.includes(column)) return `'${prefix}' || substr(${column}, 9)`;
    return numbered && column === 'number' ? `number || '-${copy}'` : column;
  });
  const owner = table === 'issue' ? 'id' : 'issue_id';
  await all(
    `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ')} FROM ${table}
     WHERE ${owner} IN (SELECT id FROM original WHERE place <= ?)`,
    most,
  );
}
