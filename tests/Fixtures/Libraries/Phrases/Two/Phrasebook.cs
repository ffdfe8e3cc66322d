namespace Gantry.Fixtures.Phrases;

public static class Phrasebook
{
    public static string Greet(string whom) => $"hello {whom}";
}
