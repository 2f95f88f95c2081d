package ringfence.proxy.log;

import static ringfence.manage.event.Severity.ERROR;
import static ringfence.manage.event.Severity.INFO;
import static ringfence.manage.event.Severity.WARNING;

import java.util.List;
import ringfence.manage.event.Notification;
import ringfence.manage.event.Notification.Origin;

/// What the proxy tells of other nodes, of Redis and of what it keeps.
public interface NodeEvents {
  Origin NODES = new Origin("Nodes", 5600, "Nodes");
  Origin STORE = new Origin("Store", 5700, "Store");

  Notification SHARED =
      new Notification(
          NODES,
          0x5601,
          INFO,
          "Everything is shared with the other nodes.",
          "Redis is there, and this node has read what the others know.",
          "Nothing to do.");
  Notification REDIS_AWAY =
      new Notification(
          NODES,
          0x5602,
          WARNING,
          "Redis is away: this node serves what it knows.",
          "Redis does not answer, or refuses this node; the field cause says which.",
          "Bring Redis back; what has happened meanwhile is shared by itself.");
  Notification REDIS_SLOW =
      new Notification(
          NODES,
          0x5603,
          WARNING,
          "Redis is slow: registrations are answered before it has them.",
          "Redis or the network to it is overloaded.",
          "Look at the load of Redis; a node that dies now may lose a registration.");
  Notification NODE_UP =
      new Notification(
          NODES, 0x5604, INFO, "A node is up.", "It has joined the others.", "Nothing to do.");
  Notification NODE_DOWN =
      new Notification(
          NODES,
          0x5605,
          WARNING,
          "A node is down: its devices are awaited.",
          "It was stopped, has failed, or cannot reach Redis.",
          "Start it again; its devices register at the others meanwhile.");
  Notification SAME_NAME =
      new Notification(
          NODES,
          0x5606,
          ERROR,
          "Another node has this node's name.",
          "Two nodes are set to one name, or this one was started twice.",
          "Give each node a name of its own (setting node).");

  Notification USERS_AWAY =
      new Notification(
          STORE,
          0x5701,
          WARNING,
          "The database of users is away.",
          "It does not answer, or the file cannot be read; the field cause says which.",
          "Bring it back; the users known so far are served, changes are not seen.");
  Notification USERS_BACK =
      new Notification(
          STORE,
          0x5702,
          INFO,
          "The database of users is back.",
          "It answers again.",
          "Nothing to do.");
  Notification REGISTRATIONS_BROKEN =
      new Notification(
          STORE,
          0x5703,
          WARNING,
          "The file of registrations cannot be read and is put aside.",
          "The disk or a program has damaged it; its name now ends in .broken.",
          "Nothing: devices register again within the hour. Check the disk.");
  Notification REGISTRATIONS_UNWRITTEN =
      new Notification(
          STORE,
          0x5704,
          ERROR,
          "Registrations cannot be written to the disk.",
          "The disk is full, or the folder may not be written.",
          "Make room, or correct the rights of the data folder; it is tried again by itself.");
  Notification USER_CHANGED =
      new Notification(
          STORE,
          0x5705,
          INFO,
          "%s",
          "An administrator added or removed a user, or gave one another password; the fields by"
              + " and from say who and from where.",
          "Nothing to do; if nobody has done it, change the passwords of the pages.");
  Notification USERS_CHANGED =
      new Notification(
          STORE,
          0x5706,
          INFO,
          "Users were changed in the database.",
          "`ringfence proxy user`, the pages of another node or another program did it; the fields"
              + " added, password and removed name whom, by whom is not known here.",
          "Nothing to do; if nobody has done it, look who may write to the database.");

  List<Notification> ALL =
      List.of(
          SHARED,
          REDIS_AWAY,
          REDIS_SLOW,
          NODE_UP,
          NODE_DOWN,
          SAME_NAME,
          USERS_AWAY,
          USERS_BACK,
          REGISTRATIONS_BROKEN,
          REGISTRATIONS_UNWRITTEN,
          USER_CHANGED,
          USERS_CHANGED);
}
