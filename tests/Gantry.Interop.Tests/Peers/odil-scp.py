"""An SCP of one association made of odil: answers C-ECHO, and takes C-STORE. Arguments: the port. Prints the SOP Instance UID of what it receives."""
import sys

import odil

association = odil.Association()
association.receive_association("v4", int(sys.argv[1]))


def store(request):
    print(request.get_affected_sop_instance_uid().decode() if isinstance(request.get_affected_sop_instance_uid(), bytes)
          else request.get_affected_sop_instance_uid(), flush=True)
    return 0


dispatcher = odil.SCPDispatcher(association)
dispatcher.set_scp(0x0030, odil.EchoSCP(association))
dispatcher.set_scp(0x0001, odil.StoreSCP(association, store))
try:
    while True:
        dispatcher.dispatch()
except (odil.AssociationReleased, odil.AssociationAborted):
    pass
