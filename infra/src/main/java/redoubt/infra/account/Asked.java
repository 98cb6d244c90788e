package redoubt.infra.account;

import redoubt.command.Instruction;
import redoubt.model.access.Principal;

/** What is asked for from an address. */
final class Asked {

    /** In place of an address where there is none, or it is not known. */
    static final String NOWHERE = "";

    private Asked() {}

    static Instruction by(Principal principal, String address) {
        return Instruction.of(principal, null).from(address.equals(NOWHERE) ? null : address);
    }
}
