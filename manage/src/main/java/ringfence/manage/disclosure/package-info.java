/// Secrets given away on purpose: to whom, of whom, and for how long.
package ringfence.manage.disclosure;
