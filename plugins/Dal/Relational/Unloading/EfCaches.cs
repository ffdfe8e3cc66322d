namespace Gantry.Dal.Relational.Unloading;

internal static class EfCaches
{
    public static void Forget()
    {
    }
}
