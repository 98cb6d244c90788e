package redoubt.model.network;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * Addresses that begin with the same bits.
 *
 * @param address one of them
 * @param bits how many bits they share
 */
public record Network(InetAddress address, int bits) {

    /** Refuses more bits than an address has. */
    public Network {
        if (bits < 0 || bits > 8 * address.getAddress().length) {
            throw new IllegalArgumentException("No address begins with " + bits + " bits");
        }
    }

    /**
     * Reads an address, which stands for itself, or a block such as {@code 10.0.0.0/8}. Never asks for names.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static Network of(String text) {
        String[] parts = text.strip().split("/", -1);
        InetAddress address = Literals.read(parts[0]);
        if (address == null || parts.length > 2 || (parts.length == 2 && !parts[1].matches("\\d{1,3}"))) {
            throw new IllegalArgumentException("Neither an address nor a block of them: " + text);
        }
        return new Network(address, parts.length == 2 ? Integer.parseInt(parts[1]) : 8 * address.getAddress().length);
    }

    /** Whether an address is one of them. */
    public boolean holds(InetAddress other) {
        byte[] ours = address.getAddress();
        byte[] theirs = other.getAddress();
        int whole = bits / 8;
        return ours.length == theirs.length
                && Arrays.equals(ours, 0, whole, theirs, 0, whole)
                && (bits % 8 == 0 || ((ours[whole] ^ theirs[whole]) & 0xFF) >> (8 - bits % 8) == 0);
    }
}
