package redoubt.api.account;

/**
 * An account, as its owner sees it.
 *
 * @param pk a number for it
 * @param username a name that nobody else has, in exactly this spelling
 * @param email its address
 * @param firstName may be empty
 * @param lastName may be empty
 */
public record Person(long pk, String username, String email, String firstName, String lastName) {}
