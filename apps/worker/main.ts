import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { checkTransitions } from '#domain/complaint/transitions.js';
import { readSettings } from '#settings/settings.js';
import { leaveSignalsToNest } from '#temporal/temporal-worker.js';
import { KEYS_OF, openKeyring } from '#vault/keyring.js';
import { WorkerModule } from './worker.module.js';

checkTransitions();
const settings = readSettings();
const keyring = openKeyring(settings.keysDir, KEYS_OF.worker, settings.keyService);
leaveSignalsToNest();
const logger = new ConsoleLogger({ json: true, logLevels: ['warn', 'error', 'fatal'] });
const app = await NestFactory.createApplicationContext(WorkerModule.of(settings, keyring), { logger });
app.enableShutdownHooks();
