export { Calendars } from './calendar.service.js';
export { ClockVerification } from './clock-verification.service.js';
export { DeadlinesModule } from './deadlines.module.js';
