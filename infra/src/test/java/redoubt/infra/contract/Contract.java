package redoubt.infra.contract;

/** A part of the contract of a resource. */
interface Contract {

    /** What it is about. */
    Subject subject();
}
