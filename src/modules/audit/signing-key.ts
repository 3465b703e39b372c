import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../platform/config/config.js';
import { Signing } from '../../platform/secrets/index.js';

/** The key that exports are signed with. */
@Injectable()
export class SigningKey extends Signing {
  constructor(@Inject(CONFIG) { tokenSecret }: Config) {
    super(tokenSecret, 'audit export 1');
  }
}
