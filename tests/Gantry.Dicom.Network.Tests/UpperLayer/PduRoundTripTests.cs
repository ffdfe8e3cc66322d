using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Gantry.Dicom.Network.Tests.UpperLayer;

public sealed class PduRoundTripTests
{
    private static readonly Gen<Uid> Uids = Gen.Choose(0, int.MaxValue).Select(n => new Uid("2.25." + n));

    private static readonly Gen<AETitle> Titles = Gen.Elements("A", "GANTRY", "SIXTEEN_CHARS_AE", "WITH SPACE").Select(t => new AETitle(t));

    private static readonly Gen<byte[]> Bytes = Gen.Choose(0, 300).SelectMany(n => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(n));

    private static readonly Gen<UserInformation> UserInformation =
        from maximumLength in Gen.Choose(0, int.MaxValue)
        from implementation in Uids
        from hasWindow in Gen.Elements(true, false)
        from roles in Gen.Zip(Uids, Gen.Choose(0, 3)).ListOf()
        from extended in Gen.Zip(Uids, Bytes).ListOf()
        from common in Gen.Zip(Uids, Uids.ListOf()).ListOf()
        from identity in Gen.Zip(Bytes, Bytes)
        from hasIdentity in Gen.Elements(true, false)
        select new UserInformation
        {
            MaximumLength = (uint)maximumLength,
            ImplementationClassUid = implementation,
            ImplementationVersionName = hasWindow ? "NAME" : null,
            AsynchronousOperationsWindow = hasWindow ? new(2, 0) : null,
            RoleSelections = [.. roles.Take(20).Select(r => new RoleSelection(r.Item1, (r.Item2 & 1) != 0, (r.Item2 & 2) != 0))],
            ExtendedNegotiations = [.. extended.Take(20).Select(e => new SopClassExtendedNegotiation(e.Item1, e.Item2))],
            CommonExtendedNegotiations = [.. common.Take(20).Select(c => new SopClassCommonExtendedNegotiation(c.Item1, c.Item1, [.. c.Item2.Take(20)]))],
            UserIdentity = hasIdentity ? new(UserIdentityType.UserName, true, identity.Item1, identity.Item2) : null,
        };

    private static readonly Gen<AssociateRq> Requests =
        from called in Titles
        from calling in Titles
        from contexts in Gen.Zip(Uids, Uids.ListOf()).NonEmptyListOf()
        from user in UserInformation
        select new AssociateRq
        {
            CalledAETitle = called,
            CallingAETitle = calling,
            PresentationContexts = [.. contexts.Take(128).Select((c, i) => new PresentationContextProposal(
                (byte)((2 * i) + 1), c.Item1, [.. c.Item2.Take(30).Select(u => new TransferSyntax(u))]))],
            UserInformation = user,
        };

    [Property(MaxTest = 300)]
    public Property A_request_is_read_as_it_was_written() => Prop.ForAll(Requests.ToArbitrary(), rq =>
    {
        var first = Written(rq);
        var buffer = new ReadOnlySequence<byte>(first);
        Assert.True(PduReader.TryRead(ref buffer, 16_384, out var pdu));
        var read = AssociatePduReader.ReadRq(pdu.Body);
        Assert.Equal(rq.CalledAETitle, read.CalledAETitle);
        Assert.Equal(rq.UserInformation.RoleSelections.AsEnumerable(), read.UserInformation.RoleSelections);
        Assert.Equal(rq.PresentationContexts.Select(c => c.AbstractSyntax), read.PresentationContexts.Select(c => c.AbstractSyntax));
        Assert.Equal(first, Written(read));
    });

    [Property(MaxTest = 300)]
    public Property Damage_is_refused_or_read_but_never_anything_else() => Prop.ForAll(
        Requests.ToArbitrary(),
        Gen.Zip(Gen.Choose(0, int.MaxValue), Gen.Choose(0, 255)).ToArbitrary(),
        (rq, damage) =>
        {
            var bytes = Written(rq);
            bytes[6 + (damage.Item1 % (bytes.Length - 6))] = (byte)damage.Item2;
            try
            {
                _ = Written(AssociatePduReader.ReadRq(new ReadOnlySequence<byte>(bytes).Slice(6)));
            }
            catch (UpperLayerException exception)
            {
                Assert.Equal(AbortReason.InvalidPduParameterValue, exception.Reason);
            }
        });

    private static byte[] Written(AssociateRq rq)
    {
        var destination = new ArrayBufferWriter<byte>();
        PduWriter.Write(destination, rq);
        return destination.WrittenSpan.ToArray();
    }
}
