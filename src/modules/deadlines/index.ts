export { Calendars } from './calendar.service.js';
export { DeadlinesModule } from './deadlines.module.js';
