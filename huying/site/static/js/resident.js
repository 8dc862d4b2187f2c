// What a resident's page runs.
import { startCountdowns } from "./parts/countdown.js";
import { startDrafts } from "./parts/draft.js";
import { startPhotos } from "./parts/photos.js";
import { startSubmitOnce } from "./parts/submit-once.js";
import { startTheme } from "./parts/theme.js";

startTheme();
startDrafts();
startPhotos();
startSubmitOnce();
startCountdowns();
