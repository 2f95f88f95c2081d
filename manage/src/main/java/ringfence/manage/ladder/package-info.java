/// Ladders of what a product says, on its pages.
package ringfence.manage.ladder;
