/// Why something fails, asked by a button beside it: the causes, and where on our pages each is
/// cured.
package ringfence.manage.diagnosis;
