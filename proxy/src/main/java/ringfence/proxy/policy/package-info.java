/// Who may do what: the users and their secrets, digest authentication, and limits that no stranger
/// can use up.
package ringfence.proxy.policy;
