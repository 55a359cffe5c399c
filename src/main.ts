import { settleLanguage } from './ui/language';

// The studio's modules are run once the language is settled, so that tables of texts are in it.
void settleLanguage().then(() => import('./studio'));
