/**
 * A vault of format 1, as the first release wrote it. It stays here for ever, and every later version opens it.
 * Not a secret: nothing but tests was ever in it.
 */
export const goldenV1 = {
  passphrase: 'correct horse battery ﬁsh',
  dek: '000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f',
  file: Buffer.from(
    [
      'ZmlyZWRyaWxsLXZhdWx0LzEKeyJ2YXVsdElkIjoiNmYzYzFiMWUtOWE1Mi00ZDBlLThiN2EtMmM0MWQ1ZTZmNzA4IiwiZ2VuIjo0',
      'Miwic2F2ZWRBdCI6IjIwMjYtMTEtMjBUMTA6MTE6MTIuMzQ1WiIsImFwcCI6IkZpcmVkcmlsbC8wLjEuMCIsInN1aXRlIjoiSEtE',
      'Ri1TSEEyNTYvQUVTLTI1Ni1HQ00iLCJzYWx0IjoiNkRseHl4MGdzNTBWQmZPbFdHWjVhaUo0SWN1aUhsbnA2SGJzeldDbVFmcyIs',
      'ImJvZHlMZW4iOjMwNiwicHJvdGVjdG9ycyI6W3sidHlwZSI6InBhc3NwaHJhc2UiLCJpZCI6IjBiOWQyYzU0LTFmN2UtNGMzYS05',
      'ZDYxLTdhOGU1ZjRiM2MyMSIsImFkZGVkQXQiOiIyMDI2LTExLTIwVDEwOjAwOjAwLjAwMFoiLCJsb2dOIjoxNywiciI6OCwicCI6',
      'MSwic2FsdCI6Imc5RV9XejdTR0I4cnJsSEpPc2xNS0EiLCJub25jZSI6IlQ5M0wzUl9fWWFzeHROQ0oiLCJ3cmFwcGVkIjoiZW1F',
      'ZTVwdGZFYlNlbkRERGlpMkJSZGpLbk80VWlfQjV6b19xSEdkWmVQb1ZqWXJkYk9OUUpseGh2SW00VXJ1dCJ9XX0KNWxlOFozUWtP',
      'U1hoU0RaNFhLdm5FWTRDM0lmOWdKR0xvN1dnSVNQd1pWNArBik21OaCocLQnkFRj6c1wr5BnqrtNMlSrAYPJNy8EyZsB4Zp6u1sx',
      'VVaIQhvqYarmBpXvDxzxIhDh60DnzdACSCZ5fE3/K7zz+krg+2hRhuVijQG4laXH/nJF5POqc+k4gm+ZOqHRtihXqMCunG9Zyc41',
      'I6lTgyBVgZfVLg0Te/oNyRqbfyfezsDJMysZnltPT9UMbJfsWSHS1llTqgDgXETz+S7C5rLV712nKani2QVgsr0SqghXHpw/ItYH',
      'cZ7N1RaUHdCUrYNgsODTRIka2WFbYXYxIOpbtWNa3HAFYJdQ+Hp4Rfnpg0PRstQHfyFm1/sfW/fd/+6EDrgyGgetRgkEZsTAftNU',
      'Bz4TzNDfcrFSMXOzEKH/a5T8LftJvhdI9yKoKVufIcXiIn7+wNLVoLk=',
    ].join(''),
    'base64',
  ),
};
