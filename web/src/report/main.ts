import "../shared/page.css";
