namespace Gantry.Dicom.Network;

/// <summary>Writes a User Information item, its sub-items in increasing order of type (PS3.7 §D.3.3).</summary>
internal static class UserInformationWriter
{
    public static void Write(ItemWriter writer, UserInformation information)
    {
        var item = writer.Begin(ItemType.UserInformation);
        WriteImplementation(writer, information);
        foreach (var extended in information.ExtendedNegotiations)
        {
            var subItem = writer.Begin(ItemType.SopClassExtendedNegotiation);
            writer.WriteCountedText(extended.SopClassUid.Value);
            writer.Write(extended.ServiceClassApplicationInformation.Span);
            writer.End(subItem);
        }

        foreach (var common in information.CommonExtendedNegotiations)
        {
            WriteCommon(writer, common);
        }

        WriteIdentity(writer, information);
        writer.End(item);
    }

    private static void WriteImplementation(ItemWriter writer, UserInformation information)
    {
        if (information.MaximumLength is { } maximumLength)
        {
            var subItem = writer.Begin(ItemType.MaximumLength);
            writer.WriteUInt32(maximumLength);
            writer.End(subItem);
        }

        if (!information.ImplementationClassUid.IsEmpty)
        {
            writer.WriteItem(ItemType.ImplementationClassUid, information.ImplementationClassUid);
        }

        if (information.AsynchronousOperationsWindow is { } window)
        {
            var subItem = writer.Begin(ItemType.AsynchronousOperationsWindow);
            writer.WriteUInt16(window.Invoked);
            writer.WriteUInt16(window.Performed);
            writer.End(subItem);
        }

        foreach (var role in information.RoleSelections)
        {
            var subItem = writer.Begin(ItemType.RoleSelection);
            writer.WriteCountedText(role.SopClassUid.Value);
            writer.WriteByte(role.Scu ? (byte)1 : (byte)0);
            writer.WriteByte(role.Scp ? (byte)1 : (byte)0);
            writer.End(subItem);
        }

        if (information.ImplementationVersionName is { Length: > 0 } name)
        {
            var subItem = writer.Begin(ItemType.ImplementationVersionName);
            writer.WriteText(name.Length > 16 ? name[..16] : name);
            writer.End(subItem);
        }
    }

    private static void WriteCommon(ItemWriter writer, SopClassCommonExtendedNegotiation common)
    {
        var subItem = writer.Begin(ItemType.SopClassCommonExtendedNegotiation);
        writer.WriteCountedText(common.SopClassUid.Value);
        writer.WriteCountedText(common.ServiceClassUid.Value);
        writer.WriteUInt16(common.RelatedGeneralSopClassUids.Sum(static uid => uid.Value.Length + 2));
        foreach (var related in common.RelatedGeneralSopClassUids)
        {
            writer.WriteCountedText(related.Value);
        }

        writer.End(subItem);
    }

    private static void WriteIdentity(ItemWriter writer, UserInformation information)
    {
        if (information.UserIdentity is { } identity)
        {
            var subItem = writer.Begin(ItemType.UserIdentityRq);
            writer.WriteByte((byte)identity.Type);
            writer.WriteByte(identity.PositiveResponseRequested ? (byte)1 : (byte)0);
            writer.WriteCounted(identity.PrimaryField.Span);
            writer.WriteCounted(identity.SecondaryField.Span);
            writer.End(subItem);
        }

        if (information.UserIdentityResponse is { } response)
        {
            var subItem = writer.Begin(ItemType.UserIdentityAc);
            writer.WriteCounted(response.Span);
            writer.End(subItem);
        }
    }
}
