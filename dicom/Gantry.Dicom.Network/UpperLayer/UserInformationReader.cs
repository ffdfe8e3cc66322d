using System.Collections.Immutable;
using System.Text;

namespace Gantry.Dicom.Network;

/// <summary>Reads the sub-items of a User Information item (PS3.7 §D.3.3).</summary>
internal static class UserInformationReader
{
    public static UserInformation Read(ItemReader item)
    {
        var information = new UserInformation();
        var roles = ImmutableArray.CreateBuilder<RoleSelection>();
        var extended = ImmutableArray.CreateBuilder<SopClassExtendedNegotiation>();
        var common = ImmutableArray.CreateBuilder<SopClassCommonExtendedNegotiation>();
        while (!item.IsEmpty)
        {
            switch (item.ReadItem(out var subItem))
            {
                case ItemType.MaximumLength:
                    information = information with { MaximumLength = subItem.ReadUInt32() };
                    break;
                case ItemType.ImplementationClassUid:
                    information = information with { ImplementationClassUid = subItem.ReadUid() };
                    break;
                case ItemType.ImplementationVersionName:
                    information = information with { ImplementationVersionName = ReadName(subItem.ReadToEnd()) };
                    break;
                case ItemType.AsynchronousOperationsWindow:
                    information = information with { AsynchronousOperationsWindow = new(subItem.ReadUInt16(), subItem.ReadUInt16()) };
                    break;
                case ItemType.RoleSelection:
                    roles.Add(new RoleSelection(subItem.ReadCountedUid(), subItem.ReadByte() == 1, subItem.ReadByte() == 1));
                    break;
                case ItemType.SopClassExtendedNegotiation:
                    extended.Add(new SopClassExtendedNegotiation(subItem.ReadCountedUid(), subItem.ReadToEnd().ToArray()));
                    break;
                case ItemType.SopClassCommonExtendedNegotiation:
                    common.Add(ReadCommon(subItem));
                    break;
                case ItemType.UserIdentityRq:
                    information = information with { UserIdentity = ReadIdentity(subItem) };
                    break;
                case ItemType.UserIdentityAc:
                    information = information with { UserIdentityResponse = subItem.ReadCounted().ToArray() };
                    break;
            }
        }

        return information with
        {
            RoleSelections = roles.ToImmutable(),
            ExtendedNegotiations = extended.ToImmutable(),
            CommonExtendedNegotiations = common.ToImmutable(),
        };
    }

    private static SopClassCommonExtendedNegotiation ReadCommon(ItemReader item)
    {
        var sopClass = item.ReadCountedUid();
        var serviceClass = item.ReadCountedUid();
        var related = ImmutableArray.CreateBuilder<Uid>();
        var list = new ItemReader(item.ReadCounted());
        while (!list.IsEmpty)
        {
            related.Add(list.ReadCountedUid());
        }

        return new SopClassCommonExtendedNegotiation(sopClass, serviceClass, related.ToImmutable());
    }

    private static UserIdentity ReadIdentity(ItemReader item)
    {
        var type = (UserIdentityType)item.ReadByte();
        var positiveResponse = item.ReadByte() == 1;
        return new UserIdentity(type, positiveResponse, item.ReadCounted().ToArray(), item.ReadCounted().ToArray());
    }

    // Shown to people and written to logs: nothing but printable ASCII of the length the standard allows.
    private static string? ReadName(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, 16)]).Trim(' ', '\0');
        return text.AsSpan().ContainsAnyExceptInRange(' ', '~') || text.Length == 0 ? null : text;
    }
}
