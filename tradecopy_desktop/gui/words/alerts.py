"""Words for acknowledging alerts, and for how they are told."""

ACKNOWLEDGE = "Acknowledge"
ACKNOWLEDGE_TIP = "You have seen the selected alerts; they are greyed and no longer counted"
ACKNOWLEDGE_ALL = "Acknowledge all"
ACKNOWLEDGE_ALL_TIP = "You have seen every alert"
ACKNOWLEDGED = "Acknowledged"
SHOW_PLACE = "Show where"
ALERT_MANNERS = "Sound…"
ALERT_MANNERS_TITLE = "Sound and quiet hours"
ALERT_MANNERS_TIP = "How alerts are told on this machine"
ALERT_MANNERS_INTRO = (
    "For this machine: the tray's messages and the sound. A breach is always told, at any hour."
)
SOUND = "Sound for a breach"
SOUND_HINT = "The system's alert sound, three times, when a limit is breached or copying fails."
TRY_SOUND = "Try it"
QUIET_HOURS = "Quiet hours"
QUIET_HOURS_HINT = (
    "Warnings are written down and not told by the tray in these hours. A breach is told and heard."
)
QUIET_FROM = "From"
QUIET_TO = "To"
NEED_TIME = "Enter a time from 00:00 to 23:59."
NEED_OTHER_TIME = "Enter another time than that at which they begin."
