// 派单台.
import { startRows, startSending } from "./parts/rows.js";

startRows();
startSending();
