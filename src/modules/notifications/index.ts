export { BulletinNotices } from './bulletin-notices.service.js';
export { NotificationsModule } from './notifications.module.js';
