// 派单台、回访台: lists that stay true by themselves, worked by keyboard.
import { startFresh } from "./parts/fresh.js";
import { startRows, startSending } from "./parts/rows.js";

startRows();
startSending();
startFresh();
document.addEventListener("hy:fresh", startRows);
