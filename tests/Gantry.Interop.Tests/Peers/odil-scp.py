"""An SCP of one association made of odil: answers C-ECHO, and takes C-STORE. Argument: the port. Prints the SOP Instance UID of what it receives."""
import sys

import odil


def echo(request):
    return 0


def store(request):
    uid = request.get_affected_sop_instance_uid()
    print(uid.decode() if isinstance(uid, bytes) else uid, flush=True)
    return 0


association = odil.Association()
association.receive_association("v4", int(sys.argv[1]))
services = {0x0030: odil.EchoSCP(association), 0x0001: odil.StoreSCP(association)}
services[0x0030].set_callback(echo)
services[0x0001].set_callback(store)
try:
    while True:
        message = association.receive_message()
        services[message.get_command_field()](message)
except (odil.AssociationReleased, odil.AssociationAborted):
    pass
