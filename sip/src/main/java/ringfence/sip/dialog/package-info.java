/// Dialogs and their session timers, RFC 3261 section 12 and RFC 4028.
package ringfence.sip.dialog;
