namespace Gantry.Dicom.Network;

/// <summary>Which presentation contexts the instances need that were seen so far.</summary>
/// <remarks>
/// One for each SOP class and transfer syntax, so that a peer which takes one but not the other says so (PS3.5 §10.1), and for native instances also for what they
/// can be converted to. Where these are more than an association can have, it begins anew. Safe for concurrent use.
/// </remarks>
internal sealed class StoreContexts(bool convertsNative)
{
    private static readonly TransferSyntax[] Native = [TransferSyntax.ExplicitVRLittleEndian, TransferSyntax.ImplicitVRLittleEndian];

    private readonly Lock _gate = new();
    private readonly HashSet<(Uid SopClass, TransferSyntax TransferSyntax)> _seen = [];
    private ContextSet _set = new([]);

    /// <summary>What to propose for those seen lately.</summary>
    public ContextSet Latest
    {
        get
        {
            lock (_gate)
            {
                return _set;
            }
        }
    }

    /// <summary>What to propose for the instance, and with it for those seen lately.</summary>
    public ContextSet Add(Uid sopClass, TransferSyntax transferSyntax)
    {
        lock (_gate)
        {
            if (_set.Offers(sopClass, transferSyntax))
            {
                return _set;
            }

            (Uid, TransferSyntax)[] needed = [(sopClass, transferSyntax), .. Alternatives(transferSyntax).Select(syntax => (sopClass, syntax))];
            if (_seen.Union(needed).Count() > ProposedContext.Maximum)
            {
                _seen.Clear();
            }

            _seen.UnionWith(needed);
            return _set = new ContextSet(_seen.OrderBy(one => one.SopClass).Select(one => new ProposedContext(one.SopClass, [one.TransferSyntax])));
        }
    }

    /// <summary>The syntax to send an instance in on an association: its own if the peer takes that, another native one, or null where it takes none.</summary>
    public TransferSyntax? Choose(Association association, StoreInstance instance)
    {
        if (association.CanStore(instance.SopClass, instance.TransferSyntax))
        {
            return instance.TransferSyntax;
        }

        foreach (var syntax in Alternatives(instance.TransferSyntax))
        {
            if (instance.CanConvert(syntax) && association.CanStore(instance.SopClass, syntax))
            {
                return syntax;
            }
        }

        return null;
    }

    private TransferSyntax[] Alternatives(TransferSyntax transferSyntax) =>
        convertsNative && DataSetTranscoder.CanConvert(transferSyntax, TransferSyntax.ImplicitVRLittleEndian) ? Native : [];
}
