import "../shared/page.css";
import { StateMap } from "../shared/map";
console.log(StateMap);
