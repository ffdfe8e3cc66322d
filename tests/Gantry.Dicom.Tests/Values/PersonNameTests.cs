namespace Gantry.Dicom.Tests;

public class PersonNameTests
{
    [Fact]
    public void Groups_and_components_are_told_apart()
    {
        var name = PersonName.Parse("Yamada^Tarou^^Dr^Jr=山田^太郎=やまだ^たろう ");

        Assert.Equal(new PersonNameGroup("Yamada", "Tarou", "", "Dr", "Jr"), name.Alphabetic);
        Assert.Equal(new PersonNameGroup("山田", "太郎"), name.Ideographic);
        Assert.Equal("たろう", name.Phonetic.GivenName);
    }

    [Theory]
    [InlineData("ANON^ONE", "ANON^ONE")]
    [InlineData("ANON^ONE^^^==", "ANON^ONE")]
    [InlineData("=山田", "=山田")]
    [InlineData(" ANON ^ ONE ", "ANON^ONE")]
    [InlineData("^^^^^=", "")]
    [InlineData("A^B^C^D^E^F", "A^B^C^D^E^F")]
    public void Delimiters_at_the_end_are_dropped(string text, string expected) => Assert.Equal(expected, PersonName.Parse(text).ToString());
}
