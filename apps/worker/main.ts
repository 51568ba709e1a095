import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { checkTransitions } from '#domain/complaint/transitions.js';
import { readSettings } from '#settings/settings.js';
import { leaveSignalsToNest } from '#temporal/temporal-worker.js';
import { WorkerModule } from './worker.module.js';

checkTransitions();
leaveSignalsToNest();
const logger = new ConsoleLogger({ json: true, logLevels: ['warn', 'error', 'fatal'] });
const app = await NestFactory.createApplicationContext(WorkerModule.of(readSettings()), { logger });
app.enableShutdownHooks();
