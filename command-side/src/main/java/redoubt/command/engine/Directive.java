package redoubt.command.engine;

import java.util.List;
import redoubt.command.Act;
import redoubt.command.Instruction;

/**
 * The payload of every command: what to do, all of it or nothing, and on whose behalf.
 *
 * @param anew whether everything is read anew, because an earlier attempt was refused
 */
record Directive(Instruction instruction, List<Act<?>> acts, boolean anew) {}
