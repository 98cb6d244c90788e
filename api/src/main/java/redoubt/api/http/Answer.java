package redoubt.api.http;

/** What goes back to a client: all at once, or as it happens. */
public sealed interface Answer permits Reply, Streamed {}
