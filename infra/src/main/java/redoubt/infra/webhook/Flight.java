package redoubt.infra.webhook;

import java.util.UUID;

/**
 * First attempts of one event that left together: one row in the database until something has come of all of them. Whoever notes
 * that does so one after the other.
 */
final class Flight {

    private static final int PLACES = 0xfff;

    private final UUID id;
    private int away;

    Flight(UUID id, int away) {
        this.id = id;
        this.away = away;
    }

    UUID id() {
        return id;
    }

    /** The identifier of the delivery at a place, counted from 1: the place stands in its last three digits. */
    UUID delivery(int place) {
        return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits() | place);
    }

    /** The place of a delivery among those it left with, counted from 1. */
    static int place(UUID delivery) {
        return (int) delivery.getLeastSignificantBits() & PLACES;
    }

    /** Something has come of one of them; whether it was the last. */
    boolean back() {
        away--;
        return away == 0;
    }

    /** What came of one of them may not be noted, so there is no last one. */
    void lose() {
        away = Integer.MAX_VALUE;
    }
}
