import { jest } from '@jest/globals';
import { tellStory } from './story/story.js';

jest.setTimeout(60_000);
tellStory('postgres');
