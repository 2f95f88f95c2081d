/// The proxy as its administrator knows it: settings that are stored at once, services, tables that
/// show how things are and commands that change them.
package ringfence.proxy.admin;
