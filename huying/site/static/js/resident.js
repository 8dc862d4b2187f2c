// What a resident's page runs.
import { startAlarms } from "./parts/alarms.js";
import { startCopies } from "./parts/copy.js";
import { startCountdowns } from "./parts/countdown.js";
import { startCounts } from "./parts/count.js";
import { startDrafts } from "./parts/draft.js";
import { startMine } from "./parts/mine.js";
import { startPhotos } from "./parts/photos.js";
import { startPlaces } from "./parts/place.js";
import { startSimilar } from "./parts/similar.js";
import { startSubmitOnce } from "./parts/submit-once.js";
import { startTheme } from "./parts/theme.js";

startTheme();
startDrafts();
startPhotos();
startSubmitOnce();
startCountdowns();
startAlarms();
startCounts();
startPlaces();
startSimilar();
startMine();
startCopies();
