/// What commands take and how they end.
package ringfence.app.option;
