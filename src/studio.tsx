import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { ErrorBoundary } from './app/ErrorBoundary';
import { WaysOut } from './app/WaysOut';
import { startStudio } from './app/startStudio';
import type { Engine } from './engine/engine';
import { handInEngine } from './models/studioEngine';
import './ui/theme.css';
import { tr } from '../workers/texts/texts';

/** A scripted engine that a test handed to the page before its scripts ran. */
const { sfumatoEngine } = globalThis as { readonly sfumatoEngine?: Engine };
if (sfumatoEngine) handInEngine(sfumatoEngine);

startStudio();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary name={tr`The studio`} ways={(showAgain) => <WaysOut onEmpty={showAgain} />}>
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
