package redoubt.infra.sweep;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redoubt.infra.acceptance.Http;
import redoubt.infra.acceptance.Reply;
import redoubt.infra.sweep.Slot.Where;

/**
 * Something that somebody tries.
 *
 * @param operation which one, counted through those that are no questions
 * @param whose for each place of the request two bits: their own, the other's, or nobody's
 * @param boss whether an administrator tries it, or a member
 */
record Command(int operation, int whose, boolean boss) {

    /** Tries it, and lets whoever tries have what came of it. */
    Reply tried(List<Operation> operations, Tenant own, Tenant other) {
        List<Operation> commands = commands(operations);
        Operation tried = commands.get(Math.floorMod(operation, commands.size()));
        List<Slot> slots = Slot.of(tried, operations);
        Map<Slot, String> values = new HashMap<>();
        int bits = whose;
        for (Slot slot : slots) {
            if (slot.noun().equals(Slot.ADDRESS)) {
                values.put(slot, Tenant.nobodys(own.of(Slot.ADDRESS)));
            } else if (slot.where() == Where.PATH || (slot.where() == Where.BODY && !slot.free())) {
                switch (bits & 3) {
                    case 2 -> values.put(slot, other.of(slot.noun()));
                    case 3 -> values.put(slot, Tenant.nobodys(other.of(slot.noun())));
                    default -> {
                        // Their own stands there already.
                    }
                }
                bits >>>= 2;
            }
        }
        Http http = boss ? own.http() : own.member();
        Reply reply = new Composer(tried, slots, own).with(values).sent(http);
        // Another organization would have nothing in it yet.
        if (reply.status() == 201 && !tried.path().contains("{") && !tried.id().equals("create_organization")) {
            own.has(tried.path().replaceFirst("^/api/(v1/)?", "").replaceFirst("/$", ""), reply.id());
        }
        return reply;
    }

    /** What changes something that belongs to somebody. */
    static List<Operation> commands(List<Operation> operations) {
        return operations.stream()
                .filter(each -> !each.asks() && !TenantlessOperations.has(each))
                .toList();
    }
}
