import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Bug } from '../../shared/errors/app-error.ts';
import { createQueryClient } from '../api/queries.ts';
import { Root } from './root.tsx';
import './styles.css';

const place = document.getElementById('root');
if (place === null) throw new Bug('main.html has no #root');
createRoot(place).render(
  <StrictMode>
    <Root client={createQueryClient()} now={() => Date.now()} />
  </StrictMode>,
);
