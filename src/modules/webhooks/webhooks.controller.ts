import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Call,
  CallOf,
  Cursors,
  Operation,
  pageClass,
  pageOfKept,
  PathCode,
  Writes,
} from '../../platform/http/index.js';
import { WebhookEditing } from './webhook-editing.service.js';
import {
  WebhookInput,
  WebhookPatch,
  WebhookQuery,
  WebhookSecretInput,
  WebhookView,
  WebhookWithSecretView,
} from './webhooks.dto.js';
import { presentWebhook } from './webhooks.presenter.js';
import { Webhooks } from './webhooks.service.js';

const WebhookPage = pageClass(WebhookView);

@ApiTags('webhooks')
@Controller('api/v1/webhooks')
export class WebhooksController {
  constructor(
    private readonly webhooks: Webhooks,
    private readonly editing: WebhookEditing,
    private readonly writes: Writes,
    private readonly cursors: Cursors,
  ) {}

  @Get()
  @Operation({ access: 'webhook:read', summary: 'Webhooks, the oldest first', answer: WebhookPage })
  async list(@Query() query: WebhookQuery) {
    return pageOfKept({
      all: await this.webhooks.all(),
      query,
      cursors: this.cursors,
      sort: 'webhooks',
      keyOf: ({ id }) => id,
      keep: ({ active }) => query.includeInactive === true || active,
      present: presentWebhook,
    });
  }

  @Get(':id')
  @Operation({ access: 'webhook:read', summary: 'One webhook', answer: WebhookView, refusals: [404] })
  async get(@PathCode('id') id: string): Promise<WebhookView> {
    return presentWebhook(await this.webhooks.one(id));
  }

  @Post()
  @Operation({
    access: 'webhook:write',
    summary: 'Add a webhook',
    description:
      'The secret in the answer is shown this once. No request tells of a person, and of a confidential issue none tells ' +
      'its title or enterprise. A robot is sent at most ten messages in a minute.',
    answer: WebhookWithSecretView,
    status: 201,
    refusals: [409, 422],
    repeatable: true,
  })
  add(@CallOf() call: Call, @Body() input: WebhookInput): Promise<WebhookWithSecretView> {
    return this.writes.once(call, async (tx) => {
      const { webhook, secret } = await this.editing.add(tx, input);
      return { ...presentWebhook(webhook), secret };
    });
  }

  @Patch(':id')
  @Operation({
    access: 'webhook:write',
    summary: 'Change a webhook, or switch it off and on',
    answer: WebhookView,
    refusals: [404, 413, 415, 422],
    versioned: true,
  })
  change(@CallOf() call: Call, @PathCode('id') id: string, @Body() patch: WebhookPatch): Promise<WebhookView> {
    const chosen = { id, seenVersion: call.seenVersion };
    return this.writes.once(call, async (tx) => presentWebhook(await this.editing.change(tx, chosen, patch)));
  }

  @Delete(':id')
  @Operation({
    access: 'webhook:write',
    summary: 'Remove a webhook',
    description: 'What is still to be delivered to it is not.',
    answer: null,
    refusals: [404],
    versioned: true,
  })
  async remove(@CallOf() call: Call, @PathCode('id') id: string): Promise<void> {
    await this.writes.once(call, async (tx) => {
      await this.editing.remove(tx, { id, seenVersion: call.seenVersion });
      return {};
    });
  }

  @Post(':id/secret')
  @Operation({
    access: 'webhook:write',
    summary: 'Make a new secret; the old one is void at once',
    description: 'For a DingTalk robot, enter the one that DingTalk has made.',
    answer: WebhookWithSecretView,
    refusals: [404, 422],
    versioned: true,
    repeatable: true,
  })
  renewSecret(
    @CallOf() call: Call,
    @PathCode('id') id: string,
    @Body() { secret: given }: WebhookSecretInput,
  ): Promise<WebhookWithSecretView> {
    const chosen = { id, seenVersion: call.seenVersion };
    return this.writes.once(call, async (tx) => {
      const { webhook, secret } = await this.editing.renewSecret(tx, chosen, given);
      return { ...presentWebhook(webhook), secret };
    });
  }
}
