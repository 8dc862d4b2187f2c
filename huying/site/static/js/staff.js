// What a desk page runs, beside htmx.
import { startAdvised } from "./parts/advised.js";
import { startAlarms } from "./parts/alarms.js";
import { startCountdowns } from "./parts/countdown.js";
import { startDrafts } from "./parts/draft.js";
import { startFilling } from "./parts/fill.js";
import { startKeys } from "./parts/keys.js";
import { startPhotos } from "./parts/photos.js";
import { startPhrases } from "./parts/phrases.js";
import { startPrinting } from "./parts/print.js";
import { startReveal } from "./parts/reveal.js";
import { startSubmitOnce } from "./parts/submit-once.js";
import { startTheme } from "./parts/theme.js";

startTheme();
startDrafts();
startPhotos();
startPhrases();
startSubmitOnce();
startCountdowns();
startReveal();
startKeys();
startAlarms();
startFilling();
startAdvised();
startPrinting();
