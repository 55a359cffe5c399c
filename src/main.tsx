import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { ErrorBoundary } from './app/ErrorBoundary';
import { startStudio } from './app/startStudio';
import './ui/theme.css';

startStudio();

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary name="The studio">
        <App />
      </ErrorBoundary>
    </StrictMode>,
  );
}
